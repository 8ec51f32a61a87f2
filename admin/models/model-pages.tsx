import { Route, Routes } from 'react-router';
import { ModelPage } from './model-page.js';
import { ModelsPage } from './models-page.js';

/** The pages of models. */
export default function ModelPages() {
  return (
    <Routes>
      <Route index element={<ModelsPage />} />
      <Route path=":id" element={<ModelPage />} />
    </Routes>
  );
}
