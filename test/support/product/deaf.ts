import { CatalogueFeed } from '../../../api/catalogue/feed.js';
import type { TestApi, TestProduct } from './app.js';

/** Another API process of a product, which hears nothing of models and catalogue any more. */
export async function startDeaf(product: TestProduct): Promise<TestApi> {
  const deaf = await product.another();
  await deaf.app.get(CatalogueFeed).stop();
  return deaf;
}
