/**
 * GENERATED from the catalog; written by hand until the generator exists, in the shape it should give:
 *
 *  1. one `interface` per named struct of an ask or answer (a struct used twice appears once, by its own name);
 *  2. `XAsk` and `XAnswer` per capability, X = the dotted name in PascalCase; an optional ask field gets `?`;
 *     `Money` stays `Money`, instants are `Instant`, dates `Day`, uuids `Uuid`, literals unions of strings;
 *  3. one `type XNo` with a `Refused<'code', {facts}>` per own refusal (facts typed from the Refusal's annotations,
 *     `Refused<'code'>` where it has none); general codes are not repeated;
 *  4. one function per capability, camelCase, with its docstring: `read` for reads, `act` for write and money,
 *     the codes of XNo once more as values, so that an unknown code from a newer bank becomes `refused`.
 */

import { act, read } from './call'
import type { Money } from './money'
import type { Refused } from './outcome'

/** An instant, ISO-8601 in UTC. */
export type Instant = string
/** A calendar day of the bank, `YYYY-MM-DD`. */
export type Day = string
export type Uuid = string
export type Nothing = Record<string, never>

export interface Shown {
  label: string
  value: string
}

// session

export interface SessionStartAsk {
  phone: string
  password: string
}
export interface SessionStartAnswer {
  name: string
  expires_at: Instant
}
export type SessionStartNo = Refused<'wrong_credentials'>
/** Sign in with phone number and password. */
export const sessionStart = act<SessionStartAsk, SessionStartAnswer, SessionStartNo>('session.start', [
  'wrong_credentials',
])

/** Sign out of this session. */
export const sessionEnd = act<Nothing, Nothing>('session.end')

// party

export interface PartyMeAnswer {
  name: string
  phone: string
  joined_on: Day
  signed_in_at: Instant
}
/** Who I am to the bank. */
export const partyMe = read<Nothing, PartyMeAnswer>('party.me')

// account

export interface Account {
  id: number
  kind: 'current' | 'savings'
  title: string
  number: string
  tail: string
  balance: Money
  available: Money
  state: 'open' | 'frozen' | 'closed'
}
export interface AccountListAnswer {
  accounts: Account[]
}
/** My accounts with the bank, with what is in them. */
export const accountList = read<Nothing, AccountListAnswer>('account.list')

// payee

export interface PayeeCheckAsk {
  to: string
  name?: string
}
export interface PayeeCheckAnswer {
  name_masked: string
  tail: string
  by: 'account' | 'phone'
  name_matches: boolean | null
}
export type PayeeCheckNo = Refused<'payee_not_found'>
/** Whose account this is, masked, and whether the name given is theirs. */
export const payeeCheck = read<PayeeCheckAsk, PayeeCheckAnswer, PayeeCheckNo>('payee.check', [
  'payee_not_found',
])

export interface Payee {
  id: number
  name: string
  tail: string
  by: 'account' | 'phone'
  added_at: Instant
  sent_count: number
  last_sent_at: Instant | null
  last_amount: Money | null
}

export interface PayeeAddAsk {
  to: string
  name: string
}
export type PayeeAddNo = Refused<'name_mismatch'> | Refused<'payee_not_found'> | Refused<'payee_is_self'>
/** Keep someone as a payee, once the name matches. */
export const payeeAdd = act<PayeeAddAsk, Payee, PayeeAddNo>('payee.add', [
  'name_mismatch',
  'payee_not_found',
  'payee_is_self',
])

export interface PayeeListAnswer {
  payees: Payee[]
}
/** Those I have sent to or kept. */
export const payeeList = read<Nothing, PayeeListAnswer>('payee.list')

export interface PayeeRemoveAsk {
  payee: number
}
/** Forget a payee. */
export const payeeRemove = act<PayeeRemoveAsk, Nothing>('payee.remove')

// transfer

export interface Receipt {
  transfer: Uuid
  amount: Money
  fee: Money
  to: string
  to_tail: string
  from_tail: string
  memo: string
  made_at: Instant
}

export interface StepUp {
  proposal: Uuid
  shown: Shown[]
  factors: 'sms'[]
  why: string
  expires_at: Instant
}

export interface TransferSendAsk {
  source: number
  payee: number
  amount: Money
  memo?: string
}
export type TransferSendNo =
  | Refused<'insufficient_funds', { account: number; available: Money }>
  | Refused<'over_limit'>
  | Refused<'day_limit'>
  | Refused<'step_up_needed', StepUp>
  | Refused<'account_closed'>
/** Send money from one of my accounts to someone I know. */
export const transferSend = act<TransferSendAsk, Receipt, TransferSendNo>('transfer.send', [
  'insufficient_funds',
  'over_limit',
  'day_limit',
  'step_up_needed',
  'account_closed',
])

export interface TransferOwnAsk {
  source: number
  target: number
  amount: Money
  memo?: string
}
export type TransferOwnNo =
  | Refused<'insufficient_funds', { account: number; available: Money }>
  | Refused<'same_account'>
  | Refused<'over_limit'>
  | Refused<'day_limit'>
  | Refused<'step_up_needed', StepUp>
  | Refused<'account_closed'>
/** Move money between my own accounts. */
export const transferOwn = act<TransferOwnAsk, Receipt, TransferOwnNo>('transfer.own', [
  'insufficient_funds',
  'same_account',
  'over_limit',
  'day_limit',
  'step_up_needed',
  'account_closed',
])

export interface TransferReceiptAsk {
  transfer: Uuid
}
export interface TransferReceiptAnswer extends Receipt {
  booked_at: Instant
  verification: string
}
/** The receipt of a transfer I made. */
export const transferReceipt = read<TransferReceiptAsk, TransferReceiptAnswer>('transfer.receipt')

// proposal

export interface ProposalShowAsk {
  proposal: Uuid
}
export interface ProposalShowAnswer extends StepUp {
  capability: string
  state: 'open' | 'done' | 'dropped' | 'expired'
}
/** What a proposal would do, and how it may be confirmed. */
export const proposalShow = read<ProposalShowAsk, ProposalShowAnswer>('proposal.show')

export interface ProposalChallengeAsk {
  proposal: Uuid
  factor: 'sms'
}
export interface ProposalChallengeAnswer {
  sent_to: string
  expires_at: Instant
}
export type ProposalChallengeNo = Refused<'proposal_gone'>
/** Send the code that confirms this proposal. */
export const proposalChallenge = act<ProposalChallengeAsk, ProposalChallengeAnswer, ProposalChallengeNo>(
  'proposal.challenge',
  ['proposal_gone'],
)

export interface ProposalConfirmAsk {
  proposal: Uuid
  factor: 'sms'
  code: string
}
export interface ProposalConfirmAnswer {
  capability: string
  answer: Receipt
}
export type ProposalConfirmNo =
  | Refused<'wrong_code', { tries_left: number }>
  | Refused<'code_expired'>
  | Refused<'proposal_gone'>
  | Refused<'insufficient_funds', { account: number; available: Money }>
  | Refused<'over_limit'>
  | Refused<'day_limit'>
  | Refused<'account_closed'>
/** Prove it is me, and carry the proposal out as it was shown. */
export const proposalConfirm = act<ProposalConfirmAsk, ProposalConfirmAnswer, ProposalConfirmNo>(
  'proposal.confirm',
  [
    'wrong_code',
    'code_expired',
    'proposal_gone',
    'insufficient_funds',
    'over_limit',
    'day_limit',
    'account_closed',
  ],
)

export interface ProposalDropAsk {
  proposal: Uuid
}
/** Let a proposal go; nothing moves. */
export const proposalDrop = act<ProposalDropAsk, Nothing>('proposal.drop')

// book

export interface BookAccount {
  id: string
  title: string
  institution: string
  tail: string
  balance: Money | null
  asset: string
}
export interface BookAccountsAnswer {
  accounts: BookAccount[]
}
/** Every account the book shows: the bank's own and those brought in. */
export const bookAccounts = read<Nothing, BookAccountsAnswer>('book.accounts')

export interface Entry {
  id: string
  account: string
  at: Instant
  value_on: Day
  amount: Money
  balance: Money | null
  kind: string
  title: string
  counterparty: string
  memo: string
  source: 'bank' | 'outside'
}

export interface BookEntriesAsk {
  accounts?: string[]
  since?: Day
  until?: Day
  least?: string
  most?: string
  direction?: 'in' | 'out'
  text?: string
  cursor?: string
  limit?: number
}
export interface BookEntriesAnswer {
  entries: Entry[]
  next: string | null
}
/** Entries, latest first, a page at a time. */
export const bookEntries = read<BookEntriesAsk, BookEntriesAnswer>('book.entries')

export interface BookEntryAsk {
  entry: string
}
export interface BookEntryAnswer extends Entry {
  transfer: Uuid | null
  account_title: string
  lines: Shown[]
}
/** One entry with all that is known of it. */
export const bookEntry = read<BookEntryAsk, BookEntryAnswer>('book.entry')

export interface Month {
  month: string
  income: Money
  expense: Money
  count: number
}
export interface BookMonthsAsk {
  accounts?: string[]
  since?: Day
  until?: Day
}
export interface BookMonthsAnswer {
  months: Month[]
}
/** What came in and went out, month by month, latest first. */
export const bookMonths = read<BookMonthsAsk, BookMonthsAnswer>('book.months')

export interface Skipped {
  line: number
  why: string
}
export interface BookBringAsk {
  name: string
  content: string
}
export interface BookBringAnswer {
  file: string
  format: string
  account: string
  rows_read: number
  skipped: Skipped[]
  income: Record<string, string>
  expense: Record<string, string>
  added: number
  already_there: number
}
export type BookBringNo = Refused<'unreadable_file'>
/** Read a statement of another bank or wallet into the book. `content` is base64. */
export const bookBring = act<BookBringAsk, BookBringAnswer, BookBringNo>('book.bring', ['unreadable_file'])

// city (in the demo only)

export interface CityPerson {
  name: string
  phone: string
  password: string
  story: string
}
export interface CityPeopleAnswer {
  people: CityPerson[]
}
/** The demo's people, as whom one may sign in. */
export const cityPeople = read<Nothing, CityPeopleAnswer>('city.people')

export interface CityPhoneAsk {
  phone: string
}
export interface CityMessage {
  at: Instant
  text: string
}
export interface CityPhoneAnswer {
  messages: CityMessage[]
}
/** The inbox of a simulated phone. */
export const cityPhone = read<CityPhoneAsk, CityPhoneAnswer>('city.phone')
