/**
 * Lets one change through at a time. The second click of a double click comes before React has
 * disabled the button; a change that nobody named would be made twice.
 */
export class Latch {
  private isShut = false;

  /** Whether nothing is under way; shuts it then. */
  pass(): boolean {
    if (this.isShut) return false;
    this.isShut = true;
    return true;
  }

  /** The change has ended, and another may follow. */
  open(): void {
    this.isShut = false;
  }
}
