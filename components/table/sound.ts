import { readSettings } from '../settings/settings.ts'

type Note = { hertz: number; at: number; for: number; loud: number; wave: OscillatorType }
const note = (hertz: number, at: number, rest: Partial<Note> = {}): Note => ({
  hertz,
  at,
  for: 0.12,
  loud: 0.5,
  wave: 'sine',
  ...rest,
})
/** Every sound is made here, of short tones; no files. */
const beep = { for: 0.09, wave: 'triangle' } as const
const click = { for: 0.03, loud: 0.12, wave: 'square' } as const
const sounds = {
  turn: [note(660, 0, { for: 0.14 }), note(880, 0.12, { for: 0.22 })],
  late: [note(740, 0, beep), note(740, 0.16, beep), note(740, 0.32, beep)],
  chips: [note(1900, 0, click), note(2500, 0.035, click)],
  card: [note(260, 0, { for: 0.045, loud: 0.22, wave: 'triangle' })],
  win: [note(523, 0, { loud: 0.35 }), note(659, 0.1, { loud: 0.35 }), note(784, 0.2, { for: 0.26, loud: 0.35 })],
}
export type Sound = keyof typeof sounds

let audio: AudioContext | undefined

/** Browsers let a page sound only after it was touched once. */
export const unlockSound = () => {
  audio ??= new AudioContext()
  if (audio.state === 'suspended') void audio.resume()
}
const strike = (on: AudioContext, { hertz, at, for: length, loud, wave }: Note, volume: number) => {
  const start = on.currentTime + at
  const tone = on.createOscillator()
  const gain = on.createGain()
  tone.type = wave
  tone.frequency.value = hertz
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(loud * volume, start + 0.008)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + length)
  tone.connect(gain).connect(on.destination)
  tone.start(start)
  tone.stop(start + length + 0.02)
}
export const play = (sound: Sound) => {
  const { volume } = readSettings()
  if (volume === 0 || audio?.state !== 'running') return
  for (const each of sounds[sound]) strike(audio, each, volume)
}
