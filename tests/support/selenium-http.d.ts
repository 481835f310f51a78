// The parts of selenium-webdriver's HTTP client that its published types leave out.
declare module "selenium-webdriver/http/index.js" {
  import type { Executor as Base } from "selenium-webdriver/http";
  export { Executor, HttpClient } from "selenium-webdriver/http";
  export type { Base };
}
