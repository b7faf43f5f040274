"use strict";
// Replaces the content in place, so that scroll position and focus stay. Says so when HQ does not answer.
const refreshSeconds = Number(document.body.dataset.refresh);
const offline = document.querySelector(".offline");

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(10000) });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    document.querySelector("main").replaceWith(fresh);
    offline.hidden = true;
  } catch {
    offline.hidden = false;
  }
}

setInterval(refresh, refreshSeconds * 1000);
document.addEventListener("visibilitychange", refresh);
