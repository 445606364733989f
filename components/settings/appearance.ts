/** Where the settings lie in this browser. */
export const storageKey = 'riverbook.settings'

/**
 * Runs before the first paint, as the one inline script of the product: theme, deck and motion as chosen here before.
 * It repeats what `applyAppearance` does, because nothing else is loaded yet.
 */
export const appearanceScript = `(function(){var d=document.documentElement.dataset,s={};try{s=JSON.parse(localStorage.getItem('${storageKey}')||'{}')}catch(e){}
var t=s.theme||'dark';d.theme=t==='system'?(matchMedia('(prefers-color-scheme: light)').matches?'light':'dark'):t;d.deck=s.deck||'four';if(s.motion&&s.motion!=='system')d.motion=s.motion})()`
