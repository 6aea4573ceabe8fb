// Pieces of index.html to build phones from.

/** A copy of a template. */
export function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

export function paintFace(face, person, number) {
  const words = person.name.trim().split(/\s+/);
  face.textContent = words[words.length - 1].charAt(0).toUpperCase();
  face.classList.add(`face-${number % 7}`);
}
