import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Sent } from '@/engine/define'
import { envelope } from '@/engine/testing/envelope'
import { type ProcessScenario, processScenario } from '@/engine/testing/process-scenario'
import { cards } from '../cards/card.ts'
import type { HandCommand } from '../hand/commands.ts'
import type { HandEvent } from '../hand/events.ts'
import { legalActions } from '../hand/rules/betting.ts'
import { isOver } from '../hand/state.ts'
import { dealer, dealt, hand, setupOf } from '../hand/testing/dealer.ts'
import { handFlow } from './hand-flow.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

type Dealer = ReturnType<typeof dealer>

const read = (events: readonly HandEvent[]) =>
  events.map(event => ({ event, source: envelope({ domain: 'hand', root: hand }) }))

/** Whatever is legal, by a throw of the dice. */
const anyAction = (played: Dealer, dice: number): void => {
  const { turn } = played.hand()
  if (!turn) return
  const { check, raise } = legalActions(played.hand(), turn.player)
  if (dice < 2 && raise) played.act('all-in')
  else if (dice < 4 && raise) played.act(raise.kind, raise.min)
  else if (dice < 5) played.act('fold')
  else played.act(check ? 'check' : 'call')
}

/** Does what the flow owes: the command, or time passing, or somebody's action. */
const goOn = (played: Dealer, flow: ProcessScenario, { command, dice }: { command?: Sent; dice: number }) => {
  const before = played.events.length
  const [timeout] = command ? [] : flow.timeouts()
  if (command) played.ask(command.command as HandCommand)
  else if (timeout?.timeout === 'turn' && dice > 1) anyAction(played, dice)
  else if (timeout) return flow.elapse(timeout.timeout)
  return flow.and(...read(played.events.slice(before)))
}

const layouts = fc.record({
  stacks: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 6 }),
  dice: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
})

test('[PM15] the flow alone brings every hand to its end, and no label ever names two different commands', () => {
  fc.assert(
    fc.property(layouts, ({ stacks, dice }) => {
      const played = dealer(dealt(setupOf({ stacks, button: 0, smallBlind: 5, bigBlind: 10 }), cards))
      const meanings = new Map<string, string>()
      let flow = processScenario(handFlow, hand)(...read(played.events))
      for (let steps = 0; !isOver(played.hand()); steps++) {
        expect(steps).toBeLessThan(1000)
        const commands = flow.commands()
        for (const { label = '', command } of commands) {
          expect(meanings.get(label) ?? JSON.stringify(command)).toBe(JSON.stringify(command))
          meanings.set(label, JSON.stringify(command))
        }
        const [command] = commands
        flow = goOn(played, flow, { ...(command && { command }), dice: dice.next().value ?? 9 })
      }
      flow.owesNothing()
    }),
    { numRuns: 40 },
  )
})
