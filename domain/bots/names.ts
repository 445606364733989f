// What house bots are called.

export const botNames: readonly string[] = [
  'Agatha',
  'Barnaby',
  'Clementine',
  'Dexter',
  'Edwina',
  'Fergus',
  'Gwendolyn',
  'Horatio',
  'Isolde',
  'Jasper',
  'Kiki',
  'Leopold',
]
