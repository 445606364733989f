'use client'
import { useId } from 'react'
import { Choice } from '../ui/choice.tsx'
import { changeSettings, type Settings, useSettings } from './settings.ts'

const onOff = [
  ['on', 'On'],
  ['off', 'Off'],
] as const

const setNotify = async (notify: Settings['notify']) => {
  if (notify === 'off' || !('Notification' in window)) return changeSettings({ notify: 'off' })
  const permission = await Notification.requestPermission()
  changeSettings({ notify: permission === 'granted' ? 'on' : 'off' })
}

/** Everything that this browser remembers about how the table is shown and heard. */
export function SettingsForm() {
  const settings = useSettings()
  const volume = useId()
  return (
    <div className="flex flex-col gap-1">
      <Choice
        label="Theme"
        value={settings.theme}
        options={[
          ['dark', 'Dark'],
          ['light', 'Light'],
          ['system', 'System'],
        ]}
        onChange={theme => changeSettings({ theme })}
      />
      <Choice
        label="Deck"
        value={settings.deck}
        options={[
          ['four', 'Four colours'],
          ['two', 'Two colours'],
        ]}
        onChange={deck => changeSettings({ deck })}
      />
      <div className="px-1 py-1">
        <label htmlFor={volume} className="mb-1 flex justify-between font-medium text-sm">
          Sound{' '}
          <span className="text-muted">{settings.volume === 0 ? 'off' : `${Math.round(settings.volume * 100)} %`}</span>
        </label>
        <input
          id={volume}
          type="range"
          className="h-11 w-full accent-primary"
          min={0}
          max={1}
          step={0.1}
          value={settings.volume}
          onChange={event => changeSettings({ volume: Number(event.target.value) })}
        />
      </div>
      <Choice
        label="Ask before all-in"
        value={settings.confirmAllIn}
        options={onOff}
        onChange={confirmAllIn => changeSettings({ confirmAllIn })}
      />
      <Choice
        label="Screen reader"
        value={settings.speech}
        options={[
          ['all', 'Everything'],
          ['my-turn', 'My turn'],
          ['off', 'Nothing'],
        ]}
        onChange={speech => changeSettings({ speech })}
      />
      <Choice
        label="Notify me of my turn"
        value={settings.notify}
        options={onOff}
        onChange={setNotify}
        hint="When this tab is hidden. The browser asks first."
      />
      <Choice
        label="Keyboard letters"
        value={settings.shortcuts}
        options={onOff}
        onChange={shortcuts => changeSettings({ shortcuts })}
      />
      <Choice
        label="Motion"
        value={settings.motion}
        options={[
          ['system', 'System'],
          ['reduced', 'Less'],
          ['full', 'Full'],
        ]}
        onChange={motion => changeSettings({ motion })}
      />
    </div>
  )
}
