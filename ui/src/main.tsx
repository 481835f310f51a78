import "@/parts/base.css";

import { start } from "./start";

const root = document.getElementById("root");
if (root) start(root);
