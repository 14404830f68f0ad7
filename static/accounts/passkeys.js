/* Says on the page, and not in the console, that a passkey was not used. */
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  document.getElementById('passkey_trouble').hidden = false
})
