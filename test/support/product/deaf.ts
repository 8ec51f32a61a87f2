import { CatalogueFeed } from '../../../api/catalogue/feed.js';
import type { TestApi, TestProduct } from './app.js';

/** Another API process of a product, which no longer receives events of models and catalogue. */
export async function startDeaf(product: TestProduct): Promise<TestApi> {
  const deaf = await product.another();
  await deaf.app.get(CatalogueFeed).stop();
  return deaf;
}
