import { useState } from 'react'
import { useNavigate } from 'react-router'
import { sessionEnd } from '@sycee/client'
import { choose } from '@sycee/kit'
import { useAct } from './act'
import { keepFiles } from './edition'
import { clearSteps } from './kept'
import { tellEnded } from './line'
import { forgetAll } from './read'
import { reporter } from './report'
import { troubled } from './trouble'

export interface SigningOut {
  readonly run: () => Promise<void>
  readonly busy: boolean
  /** Why one is still signed in. */
  readonly wrong: string | null
}

/** Sign out: the bank ends the session, then every tab forgets what it read and the steps half done. */
export function useSignOut(): SigningOut {
  const navigate = useNavigate()
  const { run, busy } = useAct(sessionEnd)
  const [wrong, setWrong] = useState<string | null>(null)
  const signOut = async () => {
    const outcome = await run({})
    if (!outcome) return
    // The page must not say that one is out while the session stands.
    if (outcome.code !== 'ok' && outcome.code !== 'not_signed_in') {
      setWrong(troubled(outcome))
      return
    }
    clearSteps()
    reporter.clear()
    forgetAll()
    tellEnded()
    // The bank has the browser clear all that it keeps; how one reads is no secret and stays.
    choose({})
    void keepFiles()
    await navigate('/sign-in', { replace: true })
  }
  return { run: signOut, busy, wrong }
}
