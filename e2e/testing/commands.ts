import { terms } from './play.ts'

export type Sender = 'player' | 'host' | 'floor' | 'engine'
export type Given = { readonly player: string; readonly table: string; readonly hand: string }
export type Declared = {
  readonly by: readonly Sender[]
  /** Its sender says which sequence they saw. */
  readonly manual?: true
  /** What would be a sensible order, were it not for who sends it. */
  readonly data?: (given: Given) => Readonly<Record<string, unknown>>
}
const engine: Declared = { by: ['engine'] }
const ofPlayer = ({ player }: Given) => ({ player })

/** Every command there is: one that is added without saying here who may send it is found. */
export const declared: Readonly<Record<string, Declared>> = {
  'player/RegisterPlayer': engine,
  'player/RenamePlayer': { by: ['player'], data: () => ({ displayName: 'Somebody' }) },
  'player/DepositFunds': { by: ['player', 'floor'], data: () => ({ amount: 10 }) },
  'player/WithdrawFunds': { by: ['player'], manual: true, data: () => ({ amount: 10 }) },
  'player/ReserveFunds': { by: ['player'], data: ({ table }) => ({ amount: 1, table, purpose: 'buy-in' }) },
  'player/ReleaseFunds': engine,
  'player/AdjustBankroll': { by: ['floor'], manual: true, data: () => ({ amount: 10, reason: 'A present' }) },
  'table/CreateTable': { by: ['player', 'floor'], data: () => terms },
  'table/SeatPlayer': engine,
  'table/LeaveTable': { by: ['player', 'host', 'floor'], data: ofPlayer },
  'table/SitOut': { by: ['player'], data: ofPlayer },
  'table/SitIn': { by: ['player'], data: ofPlayer },
  'table/AddChips': engine,
  'table/CancelAddChips': engine,
  'table/StartHand': { by: ['engine'], data: ({ hand }) => ({ hand }) },
  'table/EndHand': engine,
  'table/PauseTable': { by: ['host', 'floor'] },
  'table/ResumeTable': { by: ['host', 'floor'] },
  'table/CloseTable': { by: ['host', 'floor'] },
  'hand/PrepareDeck': engine,
  'hand/DealCards': engine,
  'hand/PostBlind': { by: ['engine'], data: ({ player }) => ({ player, kind: 'small' }) },
  'hand/PlayerAction': { by: ['player'], data: ({ player }) => ({ player, action: 'fold', decision: 1 }) },
  'hand/ExtendTurn': { by: ['engine'], data: () => ({ decision: 1, seconds: 60, reason: 'time-bank' }) },
  'hand/TimeOutPlayer': { by: ['engine'], data: () => ({ decision: 1 }) },
  'hand/DealCommunityCards': { by: ['engine'], data: () => ({ count: 3 }) },
  'hand/StartShowdown': engine,
  'hand/RevealCards': { by: ['player'], data: ({ player }) => ({ player, muck: false }) },
  'hand/AwardPot': engine,
  'hand/VoidHand': { by: ['floor'], data: () => ({ reason: 'The deck fell down' }) },
  'hand/ReshuffleUnseen': { by: ['engine'], data: () => ({ keep: [] }) },
  'branch/OpenBranch': engine,
  'branch/HandOverBranch': engine,
  'chat/OpenChat': engine,
  'chat/PostMessage': { by: ['player'], data: ({ player }) => ({ player, text: 'Good evening' }) },
  'chat/MutePlayer': { by: ['host', 'floor'], data: ofPlayer },
  'chat/UnmutePlayer': { by: ['host', 'floor'], data: ofPlayer },
  'review/AskForReview': engine,
  'dead-letter/OpenDeadLetter': engine,
  'dead-letter/ClaimDeadLetter': engine,
  'dead-letter/ReleaseDeadLetter': engine,
  'dead-letter/ResubmitDeadLetter': engine,
  'dead-letter/RecordResubmission': engine,
  'dead-letter/RecordRecovery': engine,
  'dead-letter/AcceptDeadLetter': engine,
  'dead-letter/DiscardDeadLetter': engine,
  'edition/CreateEdition': engine,
  'edition/DiscardEdition': engine,
  'edition/RestoreEdition': engine,
  'edition/PurgeEdition': engine,
  'edition/MergeEdition': engine,
  'cascade/StopCascade': engine,
  'operation/StartOperation': engine,
  'operation/AdvanceOperation': engine,
  'operation/CompleteOperation': engine,
  'operation/FailOperation': engine,
  'operation/CancelOperation': engine,
  'operation/PauseOperation': engine,
  'operation/ResumeOperation': engine,
  'projection/PauseProjection': engine,
  'projection/ResumeProjection': engine,
  'snapshot/TakeSnapshot': engine,
  'snapshot/RemoveSnapshots': engine,
  // The last: whom it was sent for acts no more.
  'player/ForgetPlayer': { by: ['player', 'floor'], data: () => ({}) },
}
/** A seat speaks for itself: whom the wrapper lets pass, the hand and the chat refuse. */
export const ofTheSeatAlone = new Set(['hand/PlayerAction', 'hand/RevealCards', 'chat/PostMessage'])
