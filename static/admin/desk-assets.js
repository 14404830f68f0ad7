// What a form that comes into the workspace brings along: its styles, its scripts, what they make of its inputs.
"use strict";

const NOT_HERE =
  /\/(theme|nav_sidebar|drafts|session-end|change_form|prepopulate\w*|actions|desk[\w-]*|enhance)(\.\w+)?\.js$/;
const AGAIN = /\/inlines(\.\w+)?\.js$/;

export const pathOf = (address) => new URL(address, location.href).pathname;

function isHere(script) {
  return [...document.scripts].some((each) => each.src && pathOf(each.src) === pathOf(script.getAttribute("src")));
}

function load(source) {
  const script = document.createElement("script");
  script.src = source.getAttribute("src");
  if (source.type) {
    script.type = source.type;
  }
  script.async = false;
  return new Promise((resolve) => {
    script.onload = script.onerror = resolve;
    document.head.append(script);
  });
}

export function addStyles(page) {
  page.querySelectorAll("link[rel=stylesheet]").forEach((link) => {
    const path = pathOf(link.getAttribute("href"));
    const isKnown = [...document.querySelectorAll("link[rel=stylesheet]")].some((each) => pathOf(each.href) === path);
    if (!isKnown) {
      const own = document.createElement("link");
      own.rel = "stylesheet";
      own.href = link.getAttribute("href");
      // Before the workspace's own sheet, which has the last word.
      document.querySelector("link[href*='admin/desk']").before(own);
    }
  });
}

// Scripts that the form asks for: new ones are loaded in order; that of rows below a form begins anew with each form.
export async function addScripts(page) {
  const asked = [...page.querySelectorAll("script[src]")].filter((each) => !NOT_HERE.test(pathOf(each.getAttribute("src"))));
  const wanted = asked.filter((each) => !isHere(each) || AGAIN.test(pathOf(each.getAttribute("src"))));
  // Select2 looks for jQuery under the name that the admin takes back once its own scripts are there.
  const isLent = !window.jQuery && window.django?.jQuery;
  if (isLent) {
    window.jQuery = window.django.jQuery;
  }
  for (const script of wanted) {
    await load(script);
  }
  if (isLent) {
    delete window.jQuery;
  }
}

// All of them again, those too that came with this form and found it in the page: twice does no harm.
export function enhance(form) {
  const $ = window.django?.jQuery;
  window.DateTimeShortcuts?.init();
  if ($?.fn.djangoAdminSelect2) {
    $(form).find(".admin-autocomplete").not("[name*=__prefix__]").djangoAdminSelect2();
  }
  if ($) {
    $(form).find(".related-widget-wrapper select").trigger("change");
  }
  portal.formAdded(form);
}
