/** Reading a sum aloud with a voice of this device; voices that send text away are not used. */

function voiceFor(language: 'zh' | 'en'): SpeechSynthesisVoice | undefined {
  if (!('speechSynthesis' in window)) return undefined
  return speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.startsWith(language))
}

export function canListen(language: 'zh' | 'en'): boolean {
  return voiceFor(language) !== undefined
}

export function listen(text: string, language: 'zh' | 'en'): void {
  const speech = new SpeechSynthesisUtterance(text)
  speech.voice = voiceFor(language) ?? null
  speech.lang = language === 'zh' ? 'zh-CN' : 'en'
  speech.rate = 0.9
  speechSynthesis.cancel()
  speechSynthesis.speak(speech)
}
