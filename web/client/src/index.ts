export * from './generated'
export { surround, type Act, type How, type Read, type Surroundings } from './call'
export { keyFor, newKey, undecided, type Held, type Key } from './key'
export { Reporter, type Props } from './events'
export { listen, type Line } from './live'
export {
  absolute,
  add,
  decimal,
  digitsOf,
  encode,
  isMoney,
  money,
  negate,
  parseMoney,
  partsOf,
  total,
  type Money,
} from './money'
export {
  isGeneral,
  unreachable,
  type Facts,
  type General,
  type GeneralCode,
  type Ok,
  type Outcome,
  type Refused,
} from './outcome'
