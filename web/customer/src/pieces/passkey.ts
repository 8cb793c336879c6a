/** Passkeys as browsers know them: asked for, and handed on as the bank reads them. */

import { words, type Words } from '@sycee/kit'
import type { Assertion, Made } from '@sycee/client'

const ES256 = -7
const ED25519 = -8
const PATIENCE_MS = 120_000

/** Whether this browser, at this address, has passkeys at all: no browser has them at a bare network address. */
export function passkeysHere(): boolean {
  return (
    'PublicKeyCredential' in window && window.isSecureContext && !/^[\d.]+$|:/.test(window.location.hostname)
  )
}

export type Given<Answer> = { then: 'given'; answer: Answer } | { then: 'not'; line: Words }

interface Asked {
  challenge: string
  user: string
  known: readonly string[]
}

/** Have a passkey made for the person who is signed in; `account` is what their authenticator calls it. */
export async function makePasskey(asked: Asked, account: string): Promise<Given<Made>> {
  return given(async () => {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(asked.challenge),
        rp: { name: 'Sycee' },
        user: { id: bytes(asked.user), name: account, displayName: `Sycee ${account}` },
        pubKeyCredParams: [ED25519, ES256].map((alg) => ({ type: 'public-key' as const, alg })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials: credentials(asked.known),
        attestation: 'none',
        timeout: PATIENCE_MS,
      },
    })
    if (!(made instanceof PublicKeyCredential)) return null
    const response = made.response as AuthenticatorAttestationResponse
    return {
      credential: text(made.rawId),
      client_data: text(response.clientDataJSON),
      attestation: text(response.attestationObject),
    }
  })
}

/** Have a challenge signed: by one of these passkeys, or with none named by whichever the person chooses. */
export async function signByPasskey(
  challenge: string,
  among: readonly string[] = [],
): Promise<Given<Assertion>> {
  return given(async () => {
    const used = await navigator.credentials.get({
      publicKey: {
        challenge: bytes(challenge),
        allowCredentials: credentials(among),
        userVerification: 'required',
        timeout: PATIENCE_MS,
      },
    })
    if (!(used instanceof PublicKeyCredential)) return null
    const response = used.response as AuthenticatorAssertionResponse
    return {
      credential: text(used.rawId),
      client_data: text(response.clientDataJSON),
      authenticator_data: text(response.authenticatorData),
      signature: text(response.signature),
    }
  })
}

const LEFT = words(
  '没有用到通行密钥：可能取消了，或等得太久。可以再试一次。',
  'No passkey was used: it was called off, or took too long. You can try again.',
)
const HERE_ALREADY = words('这台设备上已经有您的通行密钥了。', 'This device has a passkey of yours already.')
const FAILED = words(
  '这个浏览器或设备用不了通行密钥，请换一种方式。',
  'This browser or device cannot use a passkey; please choose another way.',
)

async function given<Answer>(ask: () => Promise<Answer | null>): Promise<Given<Answer>> {
  try {
    const answer = await ask()
    return answer ? { then: 'given', answer } : { then: 'not', line: FAILED }
  } catch (trouble) {
    return { then: 'not', line: lineOf(trouble) }
  }
}

function lineOf(trouble: unknown): Words {
  const name = trouble instanceof DOMException ? trouble.name : ''
  if (name === 'InvalidStateError') return HERE_ALREADY
  return name === 'NotAllowedError' || name === 'AbortError' ? LEFT : FAILED
}

const credentials = (known: readonly string[]) =>
  known.map((id) => ({ type: 'public-key' as const, id: bytes(id) }))

export function bytes(written: string): Uint8Array<ArrayBuffer> {
  const plain = atob(written.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

export function text(raw: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(raw), (byte) => String.fromCharCode(byte)).join('')
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
