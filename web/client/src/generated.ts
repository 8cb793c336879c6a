/** GENERATED from the catalog by `sycee client`. Do not edit: change the verb's declaration and run it again. */

import { act, read } from './call'
import type { Money } from './money'
import type { Refused } from './outcome'

/** An instant, ISO-8601 in UTC. */
export type Instant = string
/** A calendar day of the bank, `YYYY-MM-DD`. */
export type Day = string
export type Uuid = string
export type Nothing = Record<string, never>

export interface Accounts {
  accounts: Account[]
}

export interface Account {
  id: number
  kind: 'current' | 'savings' | 'shop' | 'bank'
  title: string
  number: string
  tail: string
  balance: Money
  available: Money
  state: 'open' | 'frozen' | 'closed'
}

export interface BookAccounts {
  accounts: BookAccount[]
}

export interface BookAccount {
  id: string
  title: string
  institution: string
  tail: string
  balance: Money | null
  asset: string
}

export interface Statement {
  name: string
  content: string
}

export interface Brought {
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

export interface Skipped {
  line: number
  why: string
}

export interface Looking {
  accounts?: string[] | null
  since?: Day | null
  until?: Day | null
  least?: string | null
  most?: string | null
  direction?: 'in' | 'out' | null
  text?: string | null
  cursor?: string | null
  limit?: number
}

export interface Entries {
  entries: Entry[]
  next: string | null
}

export interface Entry {
  id: string
  account: string
  at: Instant
  value_on: Day
  amount: Money
  balance: Money | null
  kind: string
  kind_title: string
  title: string
  counterparty: string
  memo: string
  source: 'bank' | 'outside'
}

export interface WhichEntry {
  entry: string
}

export interface Detailed {
  id: string
  account: string
  at: Instant
  value_on: Day
  amount: Money
  balance: Money | null
  kind: string
  kind_title: string
  title: string
  counterparty: string
  memo: string
  source: 'bank' | 'outside'
  transfer: Uuid | null
  account_title: string
  lines: ShownLine[]
}

export interface ShownLine {
  label: string
  value: string
}

export interface WhichMonths {
  accounts?: string[] | null
  since?: Day | null
  until?: Day | null
}

export interface Months {
  months: Month[]
}

export interface Month {
  month: string
  income: Money
  expense: Money
  count: number
}

export interface CityPeople {
  people: CityPerson[]
}

export interface CityPerson {
  name: string
  phone: string
  password: string
  story: string
}

export interface WhosePhone {
  phone: string
}

export interface CityInbox {
  messages: CityMessage[]
}

export interface CityMessage {
  at: Instant
  text: string
}

export interface Me {
  name: string
  phone: string
  joined_on: Day
  signed_in_at: Instant | null
}

export interface NewPayee {
  to: string
  name: string
}

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

export interface Whose {
  to: string
  name?: string | null
}

export interface Checked {
  name_masked: string
  tail: string
  by: 'account' | 'phone'
  name_matches: boolean | null
}

export interface Payees {
  payees: Payee[]
}

export interface RemovePayee {
  payee: number
}

export interface By {
  proposal: Uuid
  factor?: 'sms'
}

export interface Sent {
  sent_to: string
  expires_at: Instant
}

export interface Proof {
  proposal: Uuid
  factor?: 'sms'
  code: string
}

export interface Confirmed {
  capability: string
  answer: Record<string, unknown>
}

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

export interface TriesLeft {
  tries_left: number
}

export interface Left {
  account: number
  available: Money
}

export interface Limit {
  limit: Money
}

export interface DropProposal {
  proposal: Uuid
}

export interface WhichProposal {
  proposal: Uuid
}

export interface Proposed {
  proposal: Uuid
  capability: string
  shown: ShownLine[]
  factors: string[]
  why: string
  state: 'open' | 'done' | 'dropped' | 'expired'
  expires_at: Instant
}

export interface Credentials {
  phone: string
  password: string
}

export interface SessionStarted {
  token: string
  expires_at: Instant
}

export interface Move {
  source: number
  target: number
  amount: Money
  memo?: string
}

export interface StepUp {
  proposal: Uuid
  shown: ShownLine[]
  factors: string[]
  why: string
  expires_at: Instant
}

export interface WhichTransfer {
  transfer: Uuid
}

export interface Proven {
  transfer: Uuid
  amount: Money
  fee: Money
  to: string
  to_tail: string
  from_tail: string
  memo: string
  made_at: Instant
  booked_at: Instant
  verification: string
}

export interface Send {
  source: number
  payee: number
  amount: Money
  memo?: string
}

export type AccountListAsk = Nothing
export type AccountListAnswer = Accounts
/** My accounts, with balance and what is available in each. */
export const accountList = read<AccountListAsk, AccountListAnswer>('account.list')

export type BookAccountsAsk = Nothing
export type BookAccountsAnswer = BookAccounts
/** All my accounts: here, and elsewhere as far as I brought statements in. */
export const bookAccounts = read<BookAccountsAsk, BookAccountsAnswer>('book.accounts')

export type BookBringAsk = Statement
export type BookBringAnswer = Brought
export type BookBringNo =
  | Refused<'unreadable_file'>
/** Read a statement file of another bank or wallet into my book. Bringing it in again adds nothing. */
export const bookBring = act<BookBringAsk, BookBringAnswer, BookBringNo>('book.bring', ['unreadable_file'])

export type BookEntriesAsk = Looking
export type BookEntriesAnswer = Entries
export type BookEntriesNo =
  | Refused<'bad_cursor'>
  | Refused<'bad_amount'>
  | Refused<'too_many_digits'>
  | Refused<'amount_too_large'>
/** My entries in all accounts, here and elsewhere, newest first: by time, account, size, direction and text. */
export const bookEntries = read<BookEntriesAsk, BookEntriesAnswer, BookEntriesNo>('book.entries', ['bad_cursor', 'bad_amount', 'too_many_digits', 'amount_too_large'])

export type BookEntryAsk = WhichEntry
export type BookEntryAnswer = Detailed
/** All that is known of one of my entries. */
export const bookEntry = read<BookEntryAsk, BookEntryAnswer>('book.entry')

export type BookMonthsAsk = WhichMonths
export type BookMonthsAnswer = Months
/** Money in and money out by month, in yuan. What moved between my own accounts counts as neither. */
export const bookMonths = read<BookMonthsAsk, BookMonthsAnswer>('book.months')

export type CityPeopleAsk = Nothing
export type CityPeopleAnswer = CityPeople
/** Whom one may sign in as. These people are simulated; the verb exists in the demo alone. */
export const cityPeople = read<CityPeopleAsk, CityPeopleAnswer>('city.people')

export type CityPhoneAsk = WhosePhone
export type CityPhoneAnswer = CityInbox
export type CityPhoneNo =
  | Refused<'bad_phone'>
/** The inbox of a simulated phone: no SMS leaves this bank while its gateway is simulated. In the demo alone. */
export const cityPhone = read<CityPhoneAsk, CityPhoneAnswer, CityPhoneNo>('city.phone', ['bad_phone'])

export type PartyMeAsk = Nothing
export type PartyMeAnswer = Me
/** Who is signed in here, and since when. */
export const partyMe = read<PartyMeAsk, PartyMeAnswer>('party.me')

export type PayeeAddAsk = NewPayee
export type PayeeAddAnswer = Payee
export type PayeeAddNo =
  | Refused<'payee_not_found'>
  | Refused<'name_mismatch'>
  | Refused<'payee_is_self'>
/** Keep someone to pay, by account or phone number and full name. The name must be the account holder's. */
export const payeeAdd = act<PayeeAddAsk, PayeeAddAnswer, PayeeAddNo>('payee.add', ['payee_not_found', 'name_mismatch', 'payee_is_self'])

export type PayeeCheckAsk = Whose
export type PayeeCheckAnswer = Checked
export type PayeeCheckNo =
  | Refused<'payee_not_found'>
/** Whether someone can be paid at an account or phone number, and whether the name I have for them fits. Counted and recorded: it tells something about another person. */
export const payeeCheck = act<PayeeCheckAsk, PayeeCheckAnswer, PayeeCheckNo>('payee.check', ['payee_not_found'])

export type PayeeListAsk = Nothing
export type PayeeListAnswer = Payees
/** The people and shops that I pay, with how often and when I last did. */
export const payeeList = read<PayeeListAsk, PayeeListAnswer>('payee.list')

export type PayeeRemoveAsk = RemovePayee
export type PayeeRemoveAnswer = Nothing
export type PayeeRemoveNo =
  | Refused<'payee_not_found'>
/** Take someone off my payees. What was sent to them stays in my history. */
export const payeeRemove = act<PayeeRemoveAsk, PayeeRemoveAnswer, PayeeRemoveNo>('payee.remove', ['payee_not_found'])

export type ProposalChallengeAsk = By
export type ProposalChallengeAnswer = Sent
export type ProposalChallengeNo =
  | Refused<'proposal_gone'>
/** Send a code to my phone. Its text says what it confirms; it confirms nothing else. */
export const proposalChallenge = act<ProposalChallengeAsk, ProposalChallengeAnswer, ProposalChallengeNo>('proposal.challenge', ['proposal_gone'])

export type ProposalConfirmAsk = Proof
export type ProposalConfirmAnswer = Omit<Confirmed, 'answer'> & { answer: Receipt }
export type ProposalConfirmNo =
  | Refused<'proposal_gone'>
  | Refused<'wrong_code', TriesLeft>
  | Refused<'code_expired'>
  | Refused<'same_account'>
  | Refused<'no_such_account'>
  | Refused<'amount_not_positive'>
  | Refused<'insufficient_funds', Left>
  | Refused<'account_closed'>
  | Refused<'account_frozen'>
  | Refused<'payee_not_found'>
  | Refused<'day_limit', Left>
  | Refused<'over_limit', Limit>
/** Confirm a proposal with the code from my phone. What was shown is what happens, once. */
export const proposalConfirm = act<ProposalConfirmAsk, ProposalConfirmAnswer, ProposalConfirmNo>('proposal.confirm', ['proposal_gone', 'wrong_code', 'code_expired', 'same_account', 'no_such_account', 'amount_not_positive', 'insufficient_funds', 'account_closed', 'account_frozen', 'payee_not_found', 'day_limit', 'over_limit'])

export type ProposalDropAsk = DropProposal
export type ProposalDropAnswer = Nothing
export type ProposalDropNo =
  | Refused<'proposal_gone'>
/** Drop a proposal that waits for me: nothing of it will happen. */
export const proposalDrop = act<ProposalDropAsk, ProposalDropAnswer, ProposalDropNo>('proposal.drop', ['proposal_gone'])

export type ProposalShowAsk = WhichProposal
export type ProposalShowAnswer = Proposed
/** What a proposal would do, element by element, and whether it waits, is done, was dropped or has expired. */
export const proposalShow = read<ProposalShowAsk, ProposalShowAnswer>('proposal.show')

export type SessionEndAsk = Nothing
export type SessionEndAnswer = Nothing
/** Sign out: this session ends at once. */
export const sessionEnd = act<SessionEndAsk, SessionEndAnswer>('session.end')

export type SessionStartAsk = Credentials
export type SessionStartAnswer = SessionStarted
export type SessionStartNo =
  | Refused<'wrong_credentials'>
  | Refused<'bad_phone'>
/** Sign in with phone number and password. The answer to a stranger's number and to a wrong password is the same. */
export const sessionStart = act<SessionStartAsk, SessionStartAnswer, SessionStartNo>('session.start', ['wrong_credentials', 'bad_phone'])

export type TransferOwnAsk = Move
export type TransferOwnAnswer = Receipt
export type TransferOwnNo =
  | Refused<'same_account'>
  | Refused<'no_such_account'>
  | Refused<'amount_not_positive'>
  | Refused<'insufficient_funds', Left>
  | Refused<'account_closed'>
  | Refused<'account_frozen'>
  | Refused<'step_up_needed', StepUp>
/** Move money from one of my accounts to another of mine. It does not count against my daily limit. */
export const transferOwn = act<TransferOwnAsk, TransferOwnAnswer, TransferOwnNo>('transfer.own', ['same_account', 'no_such_account', 'amount_not_positive', 'insufficient_funds', 'account_closed', 'account_frozen', 'step_up_needed'])

export type TransferReceiptAsk = WhichTransfer
export type TransferReceiptAnswer = Proven
/** The receipt of a transfer that I made, as the bank's record has it. */
export const transferReceipt = read<TransferReceiptAsk, TransferReceiptAnswer>('transfer.receipt')

export type TransferSendAsk = Send
export type TransferSendAnswer = Receipt
export type TransferSendNo =
  | Refused<'no_such_account'>
  | Refused<'payee_not_found'>
  | Refused<'amount_not_positive'>
  | Refused<'insufficient_funds', Left>
  | Refused<'day_limit', Left>
  | Refused<'account_closed'>
  | Refused<'account_frozen'>
  | Refused<'over_limit', Limit>
  | Refused<'step_up_needed', StepUp>
/** Send money from one of my accounts to someone among my payees. It arrives at once. */
export const transferSend = act<TransferSendAsk, TransferSendAnswer, TransferSendNo>('transfer.send', ['no_such_account', 'payee_not_found', 'amount_not_positive', 'insufficient_funds', 'day_limit', 'account_closed', 'account_frozen', 'over_limit', 'step_up_needed'])
