import { sum } from './lazy.js';
onmessage = ({ data }) => postMessage(sum(data, 22));
