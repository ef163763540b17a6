// No room left, or the database away: the server says so in one sentence, which stands beside what could not be saved.

const STATUSES = [503, 507];

export const isOutage = (status) => STATUSES.includes(status);

export const sentence = (xhr) =>
  xhr.getResponseHeader("Content-Type")?.startsWith("text/plain")
    ? xhr.responseText
    : "Not saved. What you typed is still here. Please tell whoever runs this Unknot.";

function onFailed(event) {
  const { elt, xhr } = event.detail;
  if (!isOutage(xhr?.status) || elt.matches("[data-field], #upload")) return; // these have a place for it
  const near = elt.closest("form") ?? elt;
  const known = near.previousElementSibling;
  const notice = known?.matches("[data-outage]") ? known : document.createElement("p");
  notice.className = "notice notice--warn";
  notice.dataset.outage = "";
  notice.setAttribute("role", "alert");
  notice.textContent = sentence(xhr);
  if (notice !== known) near.before(notice);
}

function onAnswered(event) {
  if (!event.detail.successful) return;
  for (const notice of document.querySelectorAll("[data-outage]")) notice.remove();
}

document.addEventListener("htmx:responseError", onFailed);
document.addEventListener("htmx:afterRequest", onAnswered);
