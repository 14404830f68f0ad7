/* The drafts of this browser: encrypted, each under a name that says nothing, for seven days. */
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const NAME = "portal-drafts";
const STORE = "drafts";

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function database() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "id" });
  return answered(opening);
}

/* Strict: what is written is on the disk, whatever happens to the browser. */
async function changed(change) {
  const open = await database();
  try {
    const writing = open.transaction(STORE, "readwrite", { durability: "strict" });
    change(writing.objectStore(STORE));
    await new Promise((resolve, reject) => {
      writing.oncomplete = resolve;
      writing.onabort = writing.onerror = () => reject(writing.error);
    });
  } finally {
    open.close();
  }
}

async function entries() {
  const open = await database();
  try {
    return await answered(open.transaction(STORE).objectStore(STORE).getAll());
  } finally {
    open.close();
  }
}

export const newName = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/* Needs no key: whoever sits here now, what is old or saved goes. */
export async function forget(names) {
  const before = Date.now() - KEPT_FOR;
  const gone = (await entries()).filter((entry) => entry.at < before || names.includes(entry.id));
  if (gone.length) {
    await changed((store) => gone.forEach((entry) => store.delete(entry.id)));
  }
}

/* The key stays in the memory of the page, where no script can read it out. */
export async function openDrafts(keyUrl) {
  const answer = await fetch(keyUrl, { cache: "no-store", redirect: "error" });
  if (!answer.ok) {
    throw new Error(`No key: ${answer.status}`);
  }
  const bytes = Uint8Array.from(atob((await answer.json()).key), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  bytes.fill(0);
  const sealing = (id, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) });

  async function opened({ id, at, iv, sealed }) {
    try {
      const bare = await crypto.subtle.decrypt(sealing(id, iv), key, sealed);
      return { id, at, ...JSON.parse(new TextDecoder().decode(bare)) };
    } catch {
      return null; // somebody else's
    }
  }

  return {
    async put(id, draft) {
      const at = Date.now();
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bare = new TextEncoder().encode(JSON.stringify(draft));
      const sealed = await crypto.subtle.encrypt(sealing(id, iv), key, bare);
      await changed((store) => store.put({ id, at, iv, sealed }));
      return at;
    },
    async all() {
      const mine = (await Promise.all((await entries()).map(opened))).filter(Boolean);
      return mine.sort((one, other) => other.at - one.at);
    },
  };
}
