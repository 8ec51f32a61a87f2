/** What is asked of a key that was pressed. */
interface Pressed {
  readonly key: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly isComposing?: boolean;
  preventDefault(): void;
  stopPropagation(): void;
}

type Listener = (event: Pressed) => void;

/** A page, as far as its keys go. */
export interface KeySource {
  addEventListener(type: 'keydown', listener: Listener, isCapture: boolean): void;
  removeEventListener(type: 'keydown', listener: Listener, isCapture: boolean): void;
}

/** What is typed between the key that opens the search and its field's taking over. */
export class EarlyKeys {
  private text = '';
  private isHurried = false;
  private readonly onKey = (event: Pressed): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Enter') this.isHurried = true;
    else if (event.key === 'Backspace') this.text = this.text.slice(0, -1);
    else if ([...event.key].length === 1) this.text += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  constructor(private readonly keys: KeySource) {}

  /** Collects what is typed, which does nothing else meanwhile. */
  listen(): void {
    this.keys.addEventListener('keydown', this.onKey, true);
  }

  /** Gives what was typed, and whether Enter came after it; collects no more. */
  take(): { readonly text: string; readonly isHurried: boolean } {
    this.keys.removeEventListener('keydown', this.onKey, true);
    const { text, isHurried } = this;
    this.text = '';
    this.isHurried = false;
    return { text, isHurried: isHurried && text.trim() !== '' };
  }
}
