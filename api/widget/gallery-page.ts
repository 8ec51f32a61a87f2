/** The gallery of widget states; its script supplies the data of a server. */

/** As strict as a careful host: no inline style or script, nothing external. */
export const GALLERY_POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';" +
  "base-uri 'none';form-action 'none';frame-ancestors 'none'";

/** The page that shows every state of the widget. */
export const GALLERY_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Scrip widget gallery</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <main><h1>The widget, level by level</h1></main>
    <script type="module" src="/w/v1/gallery.js"></script>
    <script type="module" src="/w/v1/credits.js"></script>
  </body>
</html>
`;
