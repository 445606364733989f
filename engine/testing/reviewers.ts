// Who decides about dead letters in the contracts, and who only looks.

export const stranger = { audience: undefined }
export const reason = 'Looked at it.'
export const ann = { actor: 'ann', reason }
export const bob = { actor: 'bob', reason }
