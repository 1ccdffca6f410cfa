// What linkedom takes for granted and V8 alone lacks: it decodes tables of entities as soon as it is loaded.
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

globalThis.process ??= { env: {} };
globalThis.atob ??= (text) => {
  const bits = [...text.replace(/=+$/, "")].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(6, "0")).join("");
  return bits.match(/.{8}/g).map((byte) => String.fromCharCode(parseInt(byte, 2))).join("");
};
