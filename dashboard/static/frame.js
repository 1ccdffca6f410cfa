// Runs before Streamlit: what Streamlit has no setting for.

// Where the server is: without this a deep link first asks at the wrong place (two 404s and a delay).
window.__streamlit ??= { BACKEND_BASE_URL: new URL("./", location.href).href };

// A changed filter rewrites the address of the page instead of adding one, so that Back goes to the page before.
const push = history.pushState.bind(history);
history.pushState = (state, title, address) => {
  const same = address && new URL(address, location.href).pathname === location.pathname;
  return same ? history.replaceState(state, title, address) : push(state, title, address);
};

// The ink of the charts is chosen on the server: when the system turns dark or light for good (not only while
// printing), open the same address anew.
const night = matchMedia("(prefers-color-scheme: dark)");
const before = night.matches;
night.addEventListener("change", () => setTimeout(() => night.matches !== before && location.reload(), 500));
