/**
 * Whether an element that scrolls stays at its end. What the reader did decides, not where it stands at the moment: rows get their heights one
 * after the other, the browser cuts a place beyond the end, a banner takes a line, and none of it is a wish to leave.
 */
export interface End {
  /** Its end is kept on the screen. */
  readonly kept: boolean;
  /** Goes to the end and keeps it. */
  keep(): void;
  /** Another place is wanted. */
  leave(): void;
  /** Asks where the reader has moved it; called as it scrolls, and before what is inside changes. */
  look(): void;
  /** What is inside has other heights, or the element has. */
  hold(): void;
  /** It stands at its end, or so near that nobody would tell. */
  isNear(): boolean;
}

/** So near to the end is at the end, in pixels. */
export const NEAR_END = 40;

/**
 * @param isLast whether what stands at the end is the last there is; if more is to be read there, the end is no place to stay at
 * @param moved the element was moved to the end
 */
export function endOf(scroller: HTMLElement, isLast: () => boolean, moved: (top: number) => void): End {
  let kept = false;
  /** Where it was left, by whomever. */
  let top = scroller.scrollTop;
  const toEnd = () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;

  function hold(): void {
    if (kept && toEnd() > 0) {
      scroller.scrollTop = scroller.scrollHeight;
    }
    if (kept) {
      top = scroller.scrollTop;
      moved(top);
    }
  }

  return {
    get kept() {
      return kept;
    },
    keep() {
      kept = true;
      hold();
    },
    leave() {
      kept = false;
    },
    look() {
      const now = scroller.scrollTop;
      if (now < top - 1) {
        kept &&= toEnd() <= 1; // content that shrank takes the place along
      } else if (now > top) {
        kept ||= isLast() && toEnd() <= NEAR_END;
      }
      top = now;
    },
    hold,
    isNear: () => toEnd() <= NEAR_END,
  };
}
