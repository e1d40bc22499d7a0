/** Made by `scripts/emoji.ts`. */
declare module 'virtual:emoji/*' {
  const groups: readonly (readonly import('./state/emoji').Emoji[])[];
  export default groups;
}
