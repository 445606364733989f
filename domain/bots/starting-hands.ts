// How good two cards are before the flop: the share of all starting hands that are at least as good, in percent.
import { type Card, ranks } from '../cards/card.ts'

// Measured by playing each of the 169 kinds of hand 200,000 times against three random hands to the river.
// Rows and columns run from ace to deuce; suited hands lie right of the diagonal of pairs, the others left of it.
const measured = [
  '  1   3   4   5   6  10  13  15  16  16  18  21  24',
  '  5   1   5   6   8  13  20  21  25  28  32  35  36',
  '  7  10   2   8  11  16  23  30  33  37  41  44  47',
  '  9  13  14   2  12  18  25  34  43  46  49  52  58',
  ' 12  16  18  21   3  19  25  35  44  53  57  61  62',
  ' 20  24  27  29  31   4  27  35  45  56  65  69  71',
  ' 22  34  39  40  41  46   6  35  45  55  62  74  77',
  ' 26  37  48  51  53  56  54  10  44  51  61  71  83',
  ' 32  43  55  65  67  68  66  63  17  50  59  71  80',
  ' 29  47  59  70  76  79  78  75  73  24  58  67  75',
  ' 33  50  64  74  82  88  87  86  84  81  38  70  81',
  ' 38  58  69  78  85  91  95  94  91  90  92  49  84',
  ' 42  60  72  83  89  93  97 100  99  96  98 100  61',
]
const grid = measured.map(row => row.trim().split(/ +/).map(Number))

/** 1 for aces, 100 for the worst. */
export const handPercentile = (cards: readonly Card[]): number => {
  const [first = '', second = ''] = cards
  const [high = 0, low = 0] = [fromAce(first), fromAce(second)].sort((a, b) => a - b)
  const suited = first.charAt(1) === second.charAt(1)
  return (suited ? grid[high]?.[low] : grid[low]?.[high]) ?? 100
}

const fromAce = (card: string) => ranks.length - 1 - ranks.indexOf(card.charAt(0))
