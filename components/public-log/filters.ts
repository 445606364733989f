/** What the public timeline is narrowed by: names in its address, and of the API. */
export const publicFilters = ['table', 'hand', 'player', 'type', 'q'] as const
