import { createContext, use, type ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { partyMe, type PartyMeAnswer } from '@sycee/client'
import { Bone, Icon } from '@sycee/kit'
import { useLine } from './line'
import { Offline } from './offline'
import { useRead } from './read'
import { Show } from './reading'
import style from './frame.module.css'

const Me = createContext<PartyMeAnswer | null>(null)

/** Whoever is signed in. */
export function useMe(): PartyMeAnswer {
  const me = use(Me)
  if (!me) throw new Error('used outside the gate')
  return me
}

/** Lets the signed-in through; others go to sign in, and come back to where they were. */
export function Gate({ children }: { children: ReactNode }) {
  const me = useRead(partyMe, {})
  const { ended } = useLine()
  const here = useLocation()
  if (ended || me.trouble?.code === 'not_signed_in') {
    const back = here.pathname + here.search
    return (
      <Navigate
        to={back === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(back)}`}
        replace
        state={{ ended: me.answer !== null }}
      />
    )
  }
  if (me.answer) return <Me value={me.answer}>{children}</Me>
  return (
    <>
      <Offline />
      <main className={style.opening}>
        <h1 className={style.brand}>
          <Icon name="ingot" size={30} />
          Sycee
        </h1>
        <Show of={me} bones={<Opening />}>
          {() => null}
        </Show>
      </main>
    </>
  )
}

function Opening() {
  return (
    <div className={style.bones}>
      <Bone width="100%" height={160} />
      <Bone width="100%" height={88} />
      <Bone width="100%" height={240} />
    </div>
  )
}
