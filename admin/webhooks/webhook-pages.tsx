import { Route, Routes } from 'react-router';
import { DeliveryPage } from './delivery-page.js';
import { EndpointPage } from './endpoint-page.js';
import { EndpointsPage } from './endpoints-page.js';

/** The pages of what is told to other servers. */
export default function WebhookPages() {
  return (
    <Routes>
      <Route index element={<EndpointsPage />} />
      <Route path=":endpoint_id" element={<EndpointPage />} />
      <Route path=":endpoint_id/deliveries/:delivery_id" element={<DeliveryPage />} />
    </Routes>
  );
}
