import { useNavigate } from 'react-router'
import { newKey, sessionEnd } from '@sycee/client'
import { clearSteps } from './kept'
import { forgetAll } from './read'

/** Sign out: the bank ends the session, this tab forgets what it read and the steps half done. */
export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate()
  return async () => {
    await sessionEnd({}, newKey())
    clearSteps()
    forgetAll()
    await navigate('/sign-in', { replace: true })
  }
}
