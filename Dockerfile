# The processes of Scrip: API, projections, migrations. The stores are servers of their own, so the
# image holds no embedded PostgreSQL.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --omit=optional

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The guides, which the API serves.
COPY docs ./docs
COPY client/README.md ./client/README.md
COPY package.json LICENSE ./
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
# Other processes of the same image: worker/main.js, projections/main.js, tools/migrate.js.
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
