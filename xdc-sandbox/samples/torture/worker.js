onmessage = ({ data }) => { importScripts('plus.js'); postMessage(plus(data)); };
