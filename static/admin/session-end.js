/* Tells the server that somebody types or clicks, and warns before the session is locked or ends. */
"use strict";

const watchSession = (dialog) => {
  const { address, person, warning, every, csrfCookie } = dialog.dataset;
  const title = dialog.querySelector("h2");
  const words = dialog.querySelector("#session-end-words");
  const left = dialog.querySelector(".session-end-left");
  const button = dialog.querySelector("button");
  const login = dialog.querySelector("a");
  let lockedAt = 0;
  let endsAt = 0;
  let askedAt = Date.now();
  let isActive = false;
  let seen = "";

  const take = (answer) => {
    // Another person may have logged in in another tab: to them this page does not belong.
    const isOurs = String(answer.person) === person;
    lockedAt = Date.now() + (isOurs ? answer.idle * 1000 : 0);
    endsAt = Date.now() + (isOurs ? answer.whole * 1000 : 0);
    if (isOurs) {
      renewTokens();
    }
  };

  const token = () => (document.cookie.match(new RegExp(`(?:^|; )${csrfCookie}=([^;]+)`)) || [])[1] || "";

  /* A login in another tab makes the tokens of this page's forms void. */
  const renewTokens = () => {
    if (token()) {
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => {
        input.value = token();
      });
    }
  };

  const ask = async (method) => {
    askedAt = Date.now();
    try {
      const answer = await fetch(address, { method, headers: { "X-CSRFToken": token() } });
      if (answer.ok) {
        take(await answer.json());
      }
    } catch {
      // Without the net nothing is known; the next question may be answered.
    }
    show();
  };

  const state = () => {
    const now = Date.now();
    if (Math.min(lockedAt, endsAt) <= now) {
      return "over";
    }
    if (endsAt - now <= warning * 1000) {
      return "whole";
    }
    return lockedAt - now <= warning * 1000 ? "idle" : "";
  };

  const show = () => {
    const current = state();
    const seconds = Math.max(0, Math.ceil((Math.min(lockedAt, endsAt) - Date.now()) / 1000));
    left.querySelector("span").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (current === dialog.dataset.state) {
      return;
    }
    dialog.dataset.state = current;
    if (!current) {
      seen = "";
      dialog.close();
      return;
    }
    title.textContent = dialog.dataset[`${current}Title`];
    words.textContent = dialog.dataset[`${current}Words`];
    button.textContent = dialog.dataset[`${current}Button`];
    left.hidden = current === "over";
    login.hidden = current !== "over";
    if (!dialog.open && seen !== current) {
      dialog.showModal();
      (login.hidden ? button : login).focus();
    }
  };

  const tick = () => {
    const waited = Date.now() - askedAt;
    if (isActive && !dialog.open && waited >= every * 1000) {
      isActive = false;
      ask("POST");
    } else if (state() && waited >= Math.min(10, every) * 1000) {
      // Another tab may have gone on, or logged in.
      ask("GET");
    } else if (!state() || waited > 1000) {
      show();
    }
  };

  const goOn = () => {
    if (dialog.dataset.state === "idle") {
      ask("POST");
    } else {
      seen = dialog.dataset.state;
      dialog.close();
    }
  };

  button.addEventListener("click", goOn);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    goOn();
  });
  ["keydown", "input", "pointerdown", "wheel"].forEach((name) => {
    document.addEventListener(name, () => { isActive = true; }, { capture: true, passive: true });
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && state()) {
      ask("GET");
    }
  });
  take({ person, idle: Number(dialog.dataset.idle), whole: Number(dialog.dataset.whole) });
  setInterval(tick, 1000);
};

const sessionEnd = document.getElementById("session-end");
if (sessionEnd) {
  watchSession(sessionEnd);
}
