// Streamlit makes a module out of this text, and such a module can import nothing by a relative name: the address of the
// one to run comes as data, from this server's own settings.

/** @import { Component } from "../shared/types" */

/** @param {Component<{ module: string, given: unknown }>} component */
export default async function ({ data: { module, given }, ...component }) {
  const { default: run } = await import(new URL(module, location.origin).href);
  return run({ ...component, data: given });
}
