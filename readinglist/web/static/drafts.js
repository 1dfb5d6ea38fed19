// What somebody has written in forms and not sent: it is found, kept while the page is made anew, and never dropped unasked.

const all = (what, within = document) => [...within.querySelectorAll(what)];
const forms = () => all('form[method="post"]');
const place = (form) => `${form.getAttribute("action")} ${forms().filter((one) => one.getAttribute("action") === form.getAttribute("action")).indexOf(form)}`;
const fields = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit" && !one.disabled);
const shown = (form) => [...form.elements].filter((one) => one.type === "hidden" && /^was/.test(one.name));

function isChanged(one) {
  if (one.type === "file") return one.files.length > 0;
  if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
  if (one.localName === "select") {
    const usual = [...one.options].findIndex((option) => option.defaultSelected);
    return one.selectedIndex !== Math.max(usual, 0);
  }
  return "defaultValue" in one && one.value !== one.defaultValue;
}

// Whether a form, or any but the one that is sent, has what is not sent. Ticks in a list are a choice, and no words.
export const isEdited = (form) => !form.matches("[data-choice]") && fields(form).some(isChanged);
export const edited = (sent = null) => forms().some((form) => form !== sent && isEdited(form));

// What is written in all forms but the one that is sent; of one that collided, without what it was shown.
export function drafts(sent = null, collided = null) {
  return forms().filter((form) => form !== sent && fields(form).some(isChanged)).map((form) => ({
    place: place(form),
    values: fields(form).filter((one) => one.type !== "file").map((one, at) => [one.name, at, one.type === "checkbox" || one.type === "radio" ? one.checked : one.value]),
    was: form === collided ? [] : shown(form).map((one) => [one.name, one.value]),
  }));
}

export function restore(kept) {
  for (const draft of kept) {
    const form = forms().find((one) => place(one) === draft.place);
    if (!form) continue;
    const found = fields(form).filter((one) => one.type !== "file");
    for (const [name, at, value] of draft.values) {
      const one = found[at];
      if (one?.name !== name) continue;
      if (typeof value === "boolean") one.checked = value;
      else one.value = value;
    }
    for (const [name, value] of draft.was) if (form.elements[name]?.type === "hidden") form.elements[name].value = value;
    for (let around = form.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  }
}
