// Writes the address of a page that has no clock.

import { keep } from "./address_keeper.js";

/** @import { Component } from "../shared/types" */

/** @type {WeakSet<HTMLElement>} Elements of components that have written an address. */
const begun = new WeakSet();

/** @param {Component<{ page: string, query: string, heard: number }>} component */
export default function ({ data: { page, query, heard }, parentElement }) {
  if (!location.pathname.endsWith(`/${page}`)) return;
  // Just arrived from another page: that was a step already, and what its address lacks is no step of its own.
  keep(query, { isStep: begun.has(parentElement), heard });
  begun.add(parentElement);
}
