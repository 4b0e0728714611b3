/** A file that a person takes away, made here without the server. */

/** Hands a text over as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address by the end of this turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(address));
}
