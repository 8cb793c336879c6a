/** Reading a sum aloud with a voice of this device; voices that send text away are not used. */

import { useSyncExternalStore } from 'react'

function voiceFor(language: 'zh' | 'en'): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in window)) return null
  return (
    speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.startsWith(language)) ?? null
  )
}

/** The device's voice for a language, once it has one; null where it has none. */
export function useVoice(language: 'zh' | 'en'): SpeechSynthesisVoice | null {
  return useSyncExternalStore(
    (tell) => {
      if (!('speechSynthesis' in window)) return () => undefined
      speechSynthesis.addEventListener('voiceschanged', tell)
      return () => {
        speechSynthesis.removeEventListener('voiceschanged', tell)
      }
    },
    () => voiceFor(language),
  )
}

export function speak(text: string, voice: SpeechSynthesisVoice): void {
  const speech = new SpeechSynthesisUtterance(text)
  speech.voice = voice
  speech.lang = voice.lang
  speech.rate = 0.9
  speechSynthesis.cancel()
  speechSynthesis.speak(speech)
}
