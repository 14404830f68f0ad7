/* A text as the paper prints it, made by the server while one types. */
const PAUSE = 350;

export class Preview {
  constructor(textarea, labels) {
    this.textarea = textarea;
    this.labels = labels;
    this.dom = document.createElement("div");
    this.dom.className = "portal-preview";
    this.dom.setAttribute("role", "region");
    this.dom.setAttribute("aria-label", labels.preview);
    this.dom.hidden = true;
    this.last = 0;
    textarea.addEventListener("input", () => this.soon());
  }

  get isShown() {
    return !this.dom.hidden;
  }

  async toggle() {
    if (this.dom.hidden) {
      await this.ask();
    }
    this.dom.hidden = !this.dom.hidden;
  }

  soon() {
    clearTimeout(this.timer);
    if (this.isShown) {
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }
  }

  async ask() {
    const asked = (this.last += 1);
    const shown = await this.answer();
    if (asked === this.last) {
      this.dom.replaceChildren(shown);
    }
  }

  async answer() {
    const body = new FormData();
    body.set("text", this.textarea.value);
    body.set("row", this.textarea.dataset.row ?? "");
    body.set("csrfmiddlewaretoken", this.textarea.form.elements.csrfmiddlewaretoken.value);
    try {
      const response = await fetch(this.textarea.dataset.previewUrl, { method: "POST", body });
      if (response.ok) {
        // The server made this from Markdown without raw HTML: it carries no script.
        return document.createRange().createContextualFragment(await response.text());
      }
    } catch {
      // Said below: the network's failure and the server's look alike to the clerk.
    }
    return document.createTextNode(this.labels.failed);
  }
}
