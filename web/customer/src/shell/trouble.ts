/** The words for what any call may meet. The bank's own words come first where it gave some. */

import { isGeneral, unreachable, type General } from '@sycee/client'
import { say, words, type Words } from '@sycee/kit'

const NO_ANSWER = words(
  '没有收到银行的回答，这一笔可能已经办成。再点一次会用同一个编号查问，不会重复办理。',
  'The bank did not answer; this may have gone through. Pressing again asks under the same number and cannot happen twice.',
)

/** For an act: what is wrong and whether anything was done. */
export function troubled(outcome: General): string {
  return outcome.say && !OURS.has(outcome.code) ? outcome.say : say(actWords(outcome))
}

// After these nobody knows what was done: what matters is that the same key is asked again.
const OURS = new Set(['fault', 'bank_unavailable'])

function actWords(outcome: General): Words {
  switch (outcome.code) {
    case 'offline':
      return words(
        '没有网络，什么都没有发出。连上后再试。',
        'No network; nothing was sent. Try again once connected.',
      )
    case 'no_answer':
      return NO_ANSWER
    case 'busy':
      return words(
        '银行正忙，没有办理。请过一会儿再试。',
        'The bank is busy; nothing was done. Please try in a moment.',
      )
    case 'fault':
      return words(
        '银行这边出了错。再点一次会用同一个编号查问，不会重复办理。',
        'Something failed at the bank. Pressing again cannot happen twice.',
      )
    case 'bank_unavailable':
      return words(
        '银行正在恢复。请过一会儿再点，会用同一个编号查问，不会重复办理。',
        'The bank is coming back. Press again in a moment: it asks under the same number and cannot happen twice.',
      )
    case 'not_signed_in':
      return words('登录已过期，请重新登录。', 'Your session has ended. Please sign in again.')
    case 'not_found':
      return words('没有找到。', 'Not found.')
    case 'too_many':
      return words('太频繁了，请过一会儿再试。', 'Too often; please try in a moment.')
    case 'too_large':
      return words('内容太大。', 'Too large.')
    case 'bad_input':
    case 'wrong_type':
    case 'key_missing':
    case 'key_reused':
    case 'refused':
      return words(
        '银行没有接受这次请求，什么都没有改变。',
        'The bank did not accept this; nothing has changed.',
      )
    default:
      return unreachable(outcome.code)
  }
}

/** For a read: why there is nothing to see. A refusal of the capability's own speaks for itself. */
export function unread(outcome: { code: string; say: string }): string {
  return isGeneral(outcome.code) ? unreadWords(outcome as General) : outcome.say
}

function unreadWords(outcome: General): string {
  switch (outcome.code) {
    case 'offline':
      return say(
        words(
          '没有网络。您的钱在账户里，不受影响。',
          'No network. Your money is in your accounts, untouched.',
        ),
      )
    case 'no_answer':
      return say(
        words(
          '银行没有回答。您的钱在账户里，不受影响。',
          'The bank did not answer. Your money is in your accounts, untouched.',
        ),
      )
    case 'bank_unavailable':
      return say(
        words(
          '银行正在恢复，请过一会儿再看。您的钱在账户里，不受影响。',
          'The bank is coming back; look again in a moment. Your money is in your accounts, untouched.',
        ),
      )
    case 'fault':
      return say(
        words('银行这边出了错，您的钱不受影响。', 'Something failed at the bank; your money is untouched.'),
      )
    default:
      return troubled(outcome)
  }
}
