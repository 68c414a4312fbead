// Behaviour that all pages share.
"use strict";

(() => {
  const place = document.getElementById("opdatering");
  if (!place || place.dataset.state !== "running") return;
  const look = async () => {
    const answer = await fetch("/dokumenter/opdatering").catch(() => null);
    if (answer && answer.ok) place.innerHTML = await answer.text(); // made and escaped by our server
    if (place.querySelector("progress")) setTimeout(look, 1000);
    else location.reload();
  };
  setTimeout(look, 1000);
})();
