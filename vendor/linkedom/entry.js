// A document without a browser, in which pictures are drawn on the server (dashboard/still.py).
export { parseHTML } from "linkedom";
