// Tells the server when somebody goes back or forward. It stands outside the fragment that moves the day, because the
// filters have to follow too, and a whole run is what they need.
export default function ({ setStateValue }) {
  window.__tellAddress = (query) => setStateValue("moved", { query, number: performance.now() });
}
