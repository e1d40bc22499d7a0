import { ownLanguage, textsIn, type Texts } from '@cogo-chat/parts';
import {
  computed,
  inject,
  provide,
  toValue,
  type ComputedRef,
  type InjectionKey,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue';
import { useStore } from '../store.js';

const languageKey: InjectionKey<ComputedRef<string | undefined>> = Symbol('cogo language');

/** The language of the parts inside this component (`ko`, `es-MX`); without one they speak the browser's. */
export function provideLanguage(language: MaybeRefOrGetter<string | undefined>): void {
  provide(
    languageKey,
    computed(() => toValue(language)),
  );
}

/** What the parts say in the language around. */
export function useTexts(): Readonly<ShallowRef<Texts>> {
  const language = inject(languageKey, undefined);
  return useStore(() => textsIn(language?.value ?? ownLanguage()));
}
