// A button under every long text: shows it as the paper will print it. Without JavaScript there is no button.
"use strict";

function addPreview(textarea) {
  const words = textarea.dataset;
  const button = document.createElement("button");
  const shown = document.createElement("div");
  button.type = "button";
  button.className = "button portal-preview-button";
  button.textContent = words.previewLabel;
  button.setAttribute("aria-expanded", "false");
  shown.className = "portal-preview";
  shown.hidden = true;
  shown.setAttribute("aria-live", "polite");
  // In the admin's forms the box stands in a row beside its label: the preview goes under that row.
  (textarea.closest(".flex-container") ?? textarea).after(button, shown);

  button.addEventListener("click", async () => {
    if (shown.hidden) {
      shown.replaceChildren(await preview(textarea));
    }
    shown.hidden = !shown.hidden;
    button.textContent = shown.hidden ? words.previewLabel : words.previewHide;
    button.setAttribute("aria-expanded", String(!shown.hidden));
  });
}

async function preview(textarea) {
  const body = new FormData();
  body.set("text", textarea.value);
  body.set("csrfmiddlewaretoken", textarea.form.elements.csrfmiddlewaretoken.value);
  try {
    const response = await fetch(textarea.dataset.previewUrl, { method: "POST", body });
    if (response.ok) {
      // The server made this from Markdown without raw HTML: it carries no script.
      return document.createRange().createContextualFragment(await response.text());
    }
  } catch {
    // Said below: the network's failure and the server's look alike to the clerk.
  }
  return document.createTextNode(textarea.dataset.previewFailed);
}

portal.onForm((root) => {
  root.querySelectorAll("textarea[data-preview-url]:not([name*='__prefix__'])").forEach(addPreview);
});
