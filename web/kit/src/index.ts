export { Amount, Hero } from './amount'
export { AmountField } from './amount-field'
export { Button, ButtonLink } from './button'
export { Chop } from './chop'
export { Field, Note } from './field'
export { change, figure, MINUS, standalone, summary, symbolOf } from './figures'
export { Icon, type IconName } from './icons'
export { Card, Facts, ReceiptFrame, Rule, Section, Segments } from './layout'
export { look } from './look'
export { IngotPlate } from './plate'
export { List, ListRow, Tag, Tile } from './row'
export { choose, dress, settings, useSettings, type Settings } from './settings'
export { Sheet } from './sheet'
export { capital, spelled } from './spelled'
export { Bone, Empty, Failed, Notice, OfflineBar, Skeleton } from './states'
export {
  clockOf,
  dayOf,
  dayWords,
  exactly,
  greeting,
  lastDay,
  momentWords,
  monthMark,
  monthOf,
  monthShifted,
  monthWords,
  secondsOf,
  shifted,
  today,
  weekdayWords,
} from './time'
export { Switch } from './switch'
export { tidyAmount, typedMoney } from './typed'
export { say, useSay, words, type Say, type Words } from './words'
