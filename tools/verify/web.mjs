// What a browser finds in a web edition: node web.mjs NODE_MODULES CHROMIUM FILE [PICTURES]
// Prints one JSON list of {code, message, place}. PICTURES is a folder for a picture of the page at each width.
import { createRequire } from "node:module"
import { basename } from "node:path"
import { pathToFileURL } from "node:url"

const [modules, executablePath, file, pictures] = process.argv.slice(2)
const require = createRequire(pathToFileURL(`${modules}/`))
const { chromium } = require("playwright-core")
const axe = require("axe-core").source

const widths = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } }
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
const found = []
const browser = await chromium.launch({ executablePath, args })
try {
  for (const [name, viewport] of Object.entries(widths)) {
    const note = (code, message, place = "") => found.push({ code: `${name}/${code}`, message, place })
    // Our own check needs a script, the page does not: its policy is set aside for axe, then tried as a reader has it.
    const reader = await browser.newContext({ viewport, bypassCSP: true, hasTouch: name === "phone", isMobile: name === "phone" })
    const page = await reader.newPage()
    page.on("console", said => { if (["error", "warning"].includes(said.type())) note("console", said.text()) })
    page.on("request", asked => { if (!/^(file|data):/.test(asked.url())) note("request", asked.url()) })
    await page.goto(pathToFileURL(file).href)
    if (pictures) await page.screenshot({ path: `${pictures}/${basename(file, ".html")}-${name}.png`, fullPage: true })
    await overflow(page, note)
    await page.evaluate(axe)
    const menu = await page.$(".menu")
    await judged(page, note)
    if (menu && await menu.isVisible()) {
      await menu.click()
      if (!await page.locator(".contents li a").first().isVisible()) note("menu", "the contents do not open")
      await judged(page, note)
      await page.locator(".contents li a").last().click({ timeout: 5000 })
      if (await page.locator(".contents").isVisible()) note("menu", "the contents stay open after a choice")
    }
    await reader.close()
  }
} finally {
  await browser.close()
}
console.log(JSON.stringify(found))

async function overflow(page, note) {
  const content = await page.evaluate(() => document.documentElement.scrollWidth), screen = page.viewportSize().width
  if (content > screen) note("overflow", `the page is ${content} pixels wide on a screen of ${screen}`)
}

async function judged(page, note) { // every rule of axe, best practices too
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }))
  for (const { id, help, nodes } of violations) for (const node of nodes) note(id, help, node.target.join(" "))
}
