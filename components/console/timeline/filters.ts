/** What the console's timeline is narrowed by: names in its address, and of the API. `edition=*` goes over all of them. */
export const logFilters = [
  'domain',
  'root',
  'type',
  'correlationId',
  'actor',
  'edition',
  'eventId',
  'q',
  'since',
  'until',
] as const
export const everyEdition = '*'
